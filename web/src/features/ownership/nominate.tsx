import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { api, ok } from '@/api/client';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useRoleLabel } from '@/features/rulebook/data';
import { NAMES, useMembers } from '@/features/team/data';
import { Modal } from '@/ui/dialog';
import { Radio, TextInput } from '@/ui/fields';
import { notify } from '@/ui/notices';
import { FormOutcome } from '@/ui/outcome';
import { useWorkspaceAct } from './data';
import css from './ownership.module.css';

/** As many as fit beside the field; who is not among them is found by typing. */
const SHOWN = 20;

function useCandidates(words: string) {
  const me = useMe();
  const { data: members = [] } = useMembers();
  return useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return members
      .filter((each) => each.is_active && each.user_id !== me?.user.id)
      .filter(
        ({ name, email }) => name.toLowerCase().includes(wanted) || email.toLowerCase().includes(wanted),
      )
      .toSorted((a, b) => NAMES.compare(a.name, b.name))
      .slice(0, SHOWN);
  }, [members, words, me?.user.id]);
}

/** The owner chooses who is to own the workspace. */
export function NominateDialog({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const candidates = useCandidates(words);
  const label = useRoleLabel();
  const nominate = useWorkspaceAct(
    (member_id: string) =>
      ok(api.POST('/api/v1/workspace/transfer', { body: { member_id } })) as Promise<Workspace>,
    () => {
      notify({ title: 'They were asked', text: 'Until they accept, nothing changes.' });
      onClose();
    },
  );
  return (
    <Modal opened onClose={onClose} title="Hand over the workspace" size={520}>
      <div className="stack">
        <p className="t13 ink2">
          The other has 24 hours to accept. You can withdraw it until then. Afterwards only they can hand it
          back.
        </p>
        <TextInput
          label="Name or address"
          data-autofocus
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Radio.Group label="Who" value={chosen} onChange={setChosen}>
          <div className={css.people}>
            {candidates.map((each) => (
              <Radio
                key={each.id}
                value={each.id}
                label={each.name}
                description={`${label(each.role)}, ${each.email}`}
              />
            ))}
            {candidates.length === 0 && <p className="t13 ink3">Nobody else on the team matches.</p>}
          </div>
        </Radio.Group>
        <FormOutcome
          title="Nobody was nominated"
          problem={nominate.error ? asProblem(nominate.error) : null}
        />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep it
          </Button>
          <Button
            size="lg"
            variant="filled"
            disabled={!chosen}
            loading={nominate.isPending}
            onClick={() => chosen && nominate.mutate(chosen)}
          >
            Ask them to own it
          </Button>
        </div>
      </div>
    </Modal>
  );
}
