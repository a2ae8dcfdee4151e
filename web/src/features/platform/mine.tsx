import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { PlatformVisit } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useNow } from '@/lib/now';
import { exact } from '@/lib/time';
import { Modal } from '@/ui/dialog';
import { notify } from '@/ui/notices';
import { FormFoot } from '@/ui/form_foot';
import { OwnPassword } from '@/ui/own_password';
import { Section } from '@/ui/section';
import lists from '@/ui/list.module.css';
import { endMine, goInto, goOut, myVisitsQuery, useVisitAct } from './data';
import css from './platform.module.css';
import { stands } from './words';

/** My visits that wait, are approved or run: how long still, the way in, and the end. */
export function MyVisits() {
  const { data: visits = [] } = useQuery(myVisitsQuery);
  const [entering, setEntering] = useState<PlatformVisit | null>(null);
  if (visits.length === 0) return null;
  return (
    <div className={css.note}>
      <Section title="Your visits">
        <ul aria-label="Your visits">
          {visits.map((each) => (
            <VisitLine key={each.id} visit={each} onEnter={() => setEntering(each)} />
          ))}
        </ul>
      </Section>
      {entering && <EnterDialog visit={entering} onClose={() => setEntering(null)} />}
    </div>
  );
}

function VisitLine({ visit, onEnter }: { visit: PlatformVisit; onEnter: () => void }) {
  const me = useMe();
  const now = useNow();
  const name = visit.workspace_name;
  const end = useVisitAct(endMine, () => {
    // This page may be the visit's own: then it is over for it too.
    if (me?.visit?.id === visit.id) goOut();
    else notify({ title: `Your visit to ${name} is over` });
  });
  return (
    <li className={lists.wraps}>
      <span className={css.what}>
        <span className="w5">{name}</span>
        <span className="ink3 t12">{visit.reason}</span>
      </span>
      <span className={css.what}>
        <span className="ink2" title={`Until ${exact(visit.ends_at)}`}>
          {stands(visit, now)}
        </span>
        {end.error && (
          <span role="alert" className="t12">
            {asProblem(end.error).message}
          </span>
        )}
      </span>
      {visit.state === 'approved' && (
        <Button size="sm" variant="filled" aria-label={`Enter ${name}…`} onClick={onEnter}>
          Enter…
        </Button>
      )}
      {visit.is_here && (
        <Button size="sm" variant="filled" aria-label={`Go on in ${name}`} onClick={() => goInto(visit)}>
          Go on
        </Button>
      )}
      <Button
        size="sm"
        aria-label={`End the visit to ${name}`}
        loading={end.isPending}
        onClick={() => end.mutate(visit.id)}
      >
        End
      </Button>
    </li>
  );
}

/** Comes in after the owner has approved: with the password again, since that may be hours later. */
function EnterDialog({ visit, onClose }: { visit: PlatformVisit; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const enter = useVisitAct(
    () =>
      ok(
        api.POST('/api/v1/platform/visits/{visit_id}/enter', {
          params: { path: { visit_id: visit.id } },
          body: { password },
        }),
      ) as Promise<PlatformVisit>,
    goInto,
  );
  const problem = enter.error ? asProblem(enter.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Enter ${visit.workspace_name}`} size={480}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate(undefined);
        }}
      >
        <p className="t14 ink2">The owner has approved your visit. Its hour begins now.</p>
        <OwnPassword focused value={password} onType={setPassword} problem={problem} />
        <FormFoot
          failed="You did not enter"
          problem={problem}
          onBack={onClose}
          pending={enter.isPending}
          ready={password !== ''}
        >
          Begin the visit
        </FormFoot>
      </form>
    </Modal>
  );
}
