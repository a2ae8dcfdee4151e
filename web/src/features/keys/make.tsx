import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { rolesQuery } from '@/features/roles/data';
import { Copy } from '@/ui/copy';
import { Modal } from '@/ui/dialog';
import { Radio, TextInput } from '@/ui/fields';
import { Warning } from '@/ui/notes';
import { FormFoot } from '@/ui/form_foot';
import { rolesWithin, useMakeKey } from './data';
import css from './keys.module.css';

/** The secret, shown once. */
function Made({ made, onClose }: { made: ApiKey; onClose: () => void }) {
  return (
    <div className="stack">
      <Warning>
        Copy the key now: it is shown this once and never again. Whoever holds it acts in your name, so keep
        it where your program reads its secrets, and in no file that others see.
      </Warning>
      <TextInput
        label={`Key of ${made.name}`}
        readOnly
        data-autofocus
        className={css.secret}
        value={made.secret ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Done
        </Button>
        <Copy text={made.secret ?? ''} label="Copy key" />
      </div>
    </div>
  );
}

function ChooseRole({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const me = useMe();
  const { data: roles = [] } = useQuery(rolesQuery);
  return (
    <Radio.Group
      label="Role: what the key may do"
      description="Never more than you may yourself at the time. Choose the narrowest that does."
      value={value}
      onChange={onChange}
    >
      <div className={css.roles}>
        {rolesWithin(roles, me?.permissions ?? []).map((role) => (
          <div key={role.id} className={css.choice}>
            <Radio value={role.id} label={role.name} description={role.description} />
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}

/** Makes a key for a program and shows its secret once. */
export function MakeKeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const make = useMakeKey();
  const problem = make.error ? asProblem(make.error) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!make.data}
      title={make.data ? 'Your new API key' : 'Create API Key'}
      size={520}
    >
      {make.data ? (
        <Made made={make.data} onClose={onClose} />
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ name: name.trim(), role });
          }}
        >
          <TextInput
            label="Name"
            description="What it is for, as in: Nightly export"
            required
            maxLength={200}
            data-autofocus
            value={name}
            error={problem?.field('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ChooseRole value={role} onChange={setRole} />
          <FormFoot
            failed="No key was made"
            problem={problem}
            onBack={onClose}
            pending={make.isPending}
            ready={name.trim() !== '' && role !== ''}
          >
            Create the key
          </FormFoot>
        </form>
      )}
    </Modal>
  );
}
