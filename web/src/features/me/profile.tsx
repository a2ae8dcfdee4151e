import { Button } from '@mantine/core';
import { TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPhoto } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { api, ok } from '@/api/client';
import type { Me } from '@/api/model';
import { asProblem, Problem } from '@/api/problem';
import { send } from '@/api/send';
import { meQuery } from '@/features/auth/me';
import { membersQuery } from '@/features/team/data';
import { Face } from '@/ui/face';
import { FormError } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { Section } from '@/ui/section';
import css from './me.module.css';

/** The largest picture that the server takes, in bytes. */
const LARGEST = 1024 * 1024;
const KINDS = ['image/png', 'image/jpeg', 'image/webp'];

function useShowMe() {
  const client = useQueryClient();
  return (me: unknown) => {
    client.setQueryData(meQuery.queryKey, me as Me);
    void client.invalidateQueries(membersQuery);
  };
}

/** My name and my picture, as colleagues and customers see them. */
export function ProfileSection({ user }: { user: Me['user'] }) {
  return (
    <Section title="Profile" sub="Colleagues see both; customers see the name.">
      <div className={css.form}>
        <Picture user={user} />
        <Name user={user} />
      </div>
    </Section>
  );
}

async function putPicture(file: File): Promise<unknown> {
  if (!KINDS.includes(file.type) || file.size > LARGEST) {
    throw new Problem({ detail: 'A picture is a PNG, JPEG or WebP of at most 1 MB.', code: 'picture' }, 422);
  }
  return send('PUT', '/api/v1/auth/me/picture', file).answer;
}

function Picture({ user }: { user: Me['user'] }) {
  const file = useRef<HTMLInputElement>(null);
  const show = useShowMe();
  const put = useMutation({ mutationFn: putPicture, onSuccess: show });
  const remove = useMutation({
    mutationFn: () => ok(api.DELETE('/api/v1/auth/me/picture')),
    onSuccess: show,
  });
  const failed = put.error ?? remove.error;
  return (
    <div className={css.picture}>
      <Face id={user.id} name={user.full_name} size={64} picture={user.avatar_url} />
      <input
        ref={file}
        type="file"
        accept={KINDS.join(',')}
        className={css.file}
        tabIndex={-1}
        aria-label="Picture"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen) put.mutate(chosen);
        }}
      />
      <Button
        leftSection={<IconPhoto size={16} stroke={1.75} />}
        loading={put.isPending}
        onClick={() => file.current?.click()}
      >
        {user.avatar_url ? 'Change picture' : 'Add a picture'}
      </Button>
      {user.avatar_url && (
        <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
          Remove picture
        </Button>
      )}
      {failed && <FormError problem={new Problem({ detail: asProblem(failed).message }, 0)} />}
    </div>
  );
}

function Name({ user }: { user: Me['user'] }) {
  const [name, setName] = useState(user.full_name);
  const show = useShowMe();
  const save = useMutation({
    mutationFn: () => ok(api.PATCH('/api/v1/auth/me', { body: { full_name: name.trim() } })),
    onSuccess: (me) => {
      show(me);
      notify({ title: 'Your name was changed' });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label="Name"
        autoComplete="name"
        required
        maxLength={200}
        value={name}
        error={problem?.field('full_name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FormError problem={problem} />
      <Button
        type="submit"
        loading={save.isPending}
        disabled={!name.trim() || name.trim() === user.full_name}
      >
        Save the name
      </Button>
    </form>
  );
}
