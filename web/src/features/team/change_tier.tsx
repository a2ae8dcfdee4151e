import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { Radio } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useRulebook } from '@/features/rulebook/data';
import { firstName } from '@/lib/words';
import { notify } from '@/ui/notices';
import { FormOutcome } from '@/ui/outcome';
import { personQuery } from '@/features/person/data';
import { membersQuery } from './data';
import css from './team.module.css';

function useChangeTier(member: Member, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tier: string) =>
      ok(
        api.PATCH('/api/v1/team/members/{member_id}', {
          params: { path: { member_id: member.id } },
          body: { tier },
        }),
      ),
    onSuccess: ({ tier }) => {
      client.setQueryData(membersQuery.queryKey, (members: Member[] | undefined) =>
        members?.map((each) => (each.id === member.id ? { ...each, tier } : each)),
      );
      void client.invalidateQueries(personQuery(member.id));
      notify({ title: `${member.name} has another tier`, text: 'It counts from their next click.' });
      done();
    },
  });
}

/** What somebody may use: a tier gives features, whatever the role. */
export function ChangeTierDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const tiers = useRulebook()?.tiers ?? [];
  const [tier, setTier] = useState(member.tier);
  const change = useChangeTier(member, onClose);
  const label = (name: string) => tiers.find((each) => each.name === name)?.label ?? name;
  const name = firstName(member.name);
  return (
    <Modal opened onClose={onClose} title={`Change the tier of ${member.name}`} size={520}>
      <div className="stack">
        <p className="t13 ink2">A tier says what {name} may use. The role, and what comes with it, stays.</p>
        <Radio.Group label="Tier" value={tier} onChange={setTier}>
          <div className={css.box}>
            {tiers.map((each) => (
              <div key={each.name} className={css.choice}>
                <Radio value={each.name} label={each.label} description={each.summary} />
              </div>
            ))}
          </div>
        </Radio.Group>
        <FormOutcome
          title={`The tier of ${member.name} was not changed`}
          problem={change.error ? asProblem(change.error) : null}
        />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {label(member.tier)}
          </Button>
          <Button
            size="lg"
            variant="filled"
            disabled={tier === member.tier}
            loading={change.isPending}
            onClick={() => change.mutate(tier)}
          >
            Give {name} {label(tier)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
