import '@/features/import/progress.css';
import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { Bulk, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useTierLabel } from '@/features/rulebook/data';
import { isSaid, TO_QUEUE } from '@/features/team/handover';
import { useNow } from '@/lib/now';
import { clock } from '@/lib/time';
import { Modal } from '@/ui/dialog';
import { LoadError } from '@/ui/notes';
import { FormOutcome } from '@/ui/outcome';
import { useBulk, useLook, useTurn, type Ask } from './data';
import { ActOptions, type Options } from './options';
import { Results } from './results';
import { counts, doIt, people, standing, title, type BulkAct } from './words';

interface DialogProps {
  act: BulkAct;
  chosen: Member[];
  onClose: () => void;
  /** It has begun: the choice of people is used up. */
  onDone: () => void;
}

function askOf(act: BulkAct, chosen: Member[], { tier, reason, handed }: Options): Ask {
  const members = chosen.map((member) => member.id);
  const heir = handed.where === 'heir' ? handed.heir?.user_id : undefined;
  if (act === 'tier') return { act, members, tier };
  if (act === 'disable') return { act, members, reason, heir: heir ?? handed.where };
  return { act, members, ...(act === 'remove' && heir ? { heir } : {}) };
}

/** One act on many: what belongs to it, then what would become of whom, then how it went and the way back. */
export function BulkDialog({ act, chosen, onClose, onDone }: DialogProps) {
  const [options, setOptions] = useState<Options>({ tier: '', reason: 'leave', handed: TO_QUEUE });
  const [running, setRunning] = useState<string | null>(null);
  const look = useLook();
  const begun = (id: string) => {
    setRunning(id);
    onDone();
  };
  return (
    <Modal opened onClose={onClose} title={title(act, chosen.length)}>
      {running ? (
        <Running id={running} onClose={onClose} />
      ) : look.data ? (
        <Preview bulk={look.data} onBack={() => look.reset()} onBegun={begun} />
      ) : (
        <div className="stack">
          <ActOptions act={act} chosen={chosen} options={options} onChange={setOptions} />
          <FormOutcome title="Nobody was changed" problem={look.error ? asProblem(look.error) : null} />
          <div className="dialogFoot">
            <Button size="lg" onClick={onClose}>
              Cancel
            </Button>
            <Button
              size="lg"
              variant="filled"
              loading={look.isPending}
              disabled={(act === 'tier' && !options.tier) || !isSaid(options.handed)}
              onClick={() => look.mutate(askOf(act, chosen, options))}
            >
              See what happens
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

interface PreviewProps {
  bulk: Bulk;
  onBack: () => void;
  onBegun: (id: string) => void;
}

/** What would become of whom. Nothing was done. */
function Preview({ bulk, onBack, onBegun }: PreviewProps) {
  const label = useTierLabel();
  const confirm = useTurn('confirm');
  const found = counts(bulk.results);
  return (
    <div className="stack">
      <p role="status" className="t14">
        {people(found.go)} will be changed, {people(found.not)} left out. Nothing was done yet.
      </p>
      <Results bulk={bulk} />
      {bulk.act === 'remove' && (
        <p className="t13 ink2">They are signed out of this workspace at once. A removal is not undone.</p>
      )}
      <FormOutcome title="Nobody was changed" problem={confirm.error ? asProblem(confirm.error) : null} />
      <div className="dialogFoot">
        <Button size="lg" onClick={onBack}>
          Back
        </Button>
        <Button
          size="lg"
          variant={bulk.act === 'remove' ? 'danger' : 'filled'}
          loading={confirm.isPending}
          disabled={found.go === 0}
          onClick={() => confirm.mutate(bulk.id, { onSuccess: ({ id }) => onBegun(id) })}
        >
          {doIt(bulk.act, found.go, label(bulk.tier ?? ''))}
        </Button>
      </div>
    </div>
  );
}

/** How far it is, what became of each, and for a while the way back. */
function Running({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: bulk, error, refetch } = useBulk(id);
  const undo = useTurn('undo');
  const now = useNow();
  if (!bulk) {
    return error ? (
      <LoadError what="How far it is" problem={asProblem(error)} retry={() => void refetch()} />
    ) : null;
  }
  const goesOn = bulk.state === 'running' || bulk.state === 'undoing';
  const until = bulk.undo_until;
  const canUndo = until !== null && Date.parse(until) > now && counts(bulk.results).go > 0;
  return (
    <div className="stack">
      <p role="status" className="t14">
        {standing(bulk)}
      </p>
      {goesOn && <Progress value={(bulk.worked / bulk.total) * 100} aria-label="People worked through" />}
      {!goesOn && <Results bulk={bulk} />}
      <FormOutcome title="Nothing was undone" problem={undo.error ? asProblem(undo.error) : null} />
      {canUndo && (
        <p className="t13 ink2">
          Until {clock(until)} it can be undone, for whoever still stands as this has left them. Conversations
          that were handed over stay where they went.
        </p>
      )}
      <div className="dialogFoot">
        {canUndo && (
          <Button size="lg" loading={undo.isPending} onClick={() => undo.mutate(id)}>
            Undo
          </Button>
        )}
        <Button size="lg" variant="filled" onClick={onClose}>
          {goesOn ? 'Close' : 'Done'}
        </Button>
      </div>
    </div>
  );
}
