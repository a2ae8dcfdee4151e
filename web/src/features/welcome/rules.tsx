import { Button, Skeleton } from '@mantine/core';
import { Radio } from '@/ui/fields';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowLeft, IconKey, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Me, Rulebook, Widget } from '@/api/model';
import { asProblem } from '@/api/problem';
import { setCurrentWorkspace } from '@/api/workspace';
import { meQuery } from '@/features/auth/me';
import { channelsQuery, widgetQuery } from '@/features/channels/data';
import { newSettings } from '@/features/channels/fields';
import { rulebooksQuery } from '@/features/rulebook/data';
import { hostOf } from '@/lib/words';
import { FormError, LoadError } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { StepBody } from './frame';
import { forgetPlans, type Plans } from './plans';
import { RulesDialog } from './rules_dialog';
import css from './welcome.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };
const SIGNS = [
  <IconKey key="owner" {...icon} />,
  <IconUserPlus key="invite" {...icon} />,
  <IconUsers key="people" {...icon} />,
];

/** Makes the workspace and, where a site was named, its first widget. */
function useCreate(plans: Plans) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (rulebook: string) => {
      const name = plans.name.trim();
      const host = hostOf(plans.site);
      const body = { name, rulebook, ...(host ? { website: `https://${host}` } : {}) };
      const me = await (ok(api.POST('/api/v1/auth/business/create', { body })) as Promise<Me>);
      setCurrentWorkspace(me.business?.id ?? null);
      if (host) {
        await ok(api.POST('/api/v1/widget/create', { body: { ...newSettings(), domain: host, name } }))
          .then((widget) => client.setQueryData(widgetQuery(widget.id).queryKey, widget as Widget))
          // The workspace stands; the next step asks for the site again, with the reason.
          .catch((error: unknown) =>
            notify({ title: `The widget for ${host} was not made`, text: asProblem(error).message }),
          );
        await client.fetchQuery({ ...channelsQuery, staleTime: 0 });
      }
      return me;
    },
    onSuccess: (me) => {
      forgetPlans();
      client.setQueryData(meQuery.queryKey, me);
    },
  });
}

function first(text: string): [string, string] {
  const end = text.indexOf('. ');
  return end < 0 ? [text, ''] : [text.slice(0, end + 1), text.slice(end + 1)];
}

function RulebookCard({ rulebook, chosen }: { rulebook: Rulebook; chosen: boolean }) {
  return (
    <label className={css.rulebook} data-chosen={chosen || undefined}>
      <span className={css.rulebookHead}>
        <Radio value={rulebook.name} aria-label={rulebook.title} />
        <span className="t16">{rulebook.title}</span>
        <span className="t13 ink2">{rulebook.summary.replace(/^./, (letter) => letter.toLowerCase())}</span>
      </span>
      <ul className={css.differences}>
        {rulebook.differences.map((text, index) => {
          const [head, rest] = first(text);
          return (
            <li key={text}>
              {SIGNS[index % SIGNS.length]}
              <span>
                <strong>{head}</strong>
                {rest}
              </span>
            </li>
          );
        })}
      </ul>
    </label>
  );
}

/** The set of rules that the workspace will follow; it never changes afterwards, and can be read first. */
export function RulesStep({ plans, onBack }: { plans: Plans; onBack: () => void }) {
  const rulebooks = useQuery(rulebooksQuery);
  const create = useCreate(plans);
  const [wanted, setWanted] = useState<string | null>(null);
  const [reading, setReading] = useState<Rulebook | null>(null);
  const all = rulebooks.data ?? [];
  const chosen = wanted ?? all.find((each) => each.name === 'support')?.name ?? all[0]?.name ?? null;
  const sub =
    all.length > 1
      ? `${all.length} sets of rules. A workspace keeps the one that it begins with.`
      : 'These are the rules here. A workspace keeps the ones that it begins with.';
  return (
    <StepBody
      title={`How does ${plans.name.trim()} work?`}
      sub={all.length > 0 ? sub : undefined}
      foot={
        <>
          <Button size="lg" variant="subtle" leftSection={<IconArrowLeft {...icon} />} onClick={onBack}>
            Back
          </Button>
          <span className={css.footWords}>
            Every rule can be read first:{' '}
            {all.map((each) => (
              <button key={each.name} type="button" className="link" onClick={() => setReading(each)}>
                {each.name}
              </button>
            ))}
          </span>
          <Button
            size="lg"
            variant="filled"
            loading={create.isPending}
            disabled={!chosen}
            onClick={() => chosen && create.mutate(chosen)}
          >
            Create {plans.name.trim()}
          </Button>
        </>
      }
    >
      {rulebooks.isPending && <Skeleton height={150} />}
      {rulebooks.isError && (
        <LoadError
          what="The rules"
          problem={asProblem(rulebooks.error)}
          retry={() => void rulebooks.refetch()}
        />
      )}
      <FormError problem={create.error ? asProblem(create.error) : null} />
      <Radio.Group value={chosen} onChange={setWanted} aria-label="Rules">
        <div className={css.rulebooks}>
          {all.map((rulebook) => (
            <RulebookCard key={rulebook.name} rulebook={rulebook} chosen={rulebook.name === chosen} />
          ))}
        </div>
      </Radio.Group>
      {reading && <RulesDialog rulebook={reading} onClose={() => setReading(null)} />}
    </StepBody>
  );
}
