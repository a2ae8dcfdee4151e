import { Button } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { ChooseRole, ChooseTier, useGiven } from '@/features/invitation/choose';
import { Copy } from '@/ui/copy';
import { Radio, TextInput } from '@/ui/fields';
import { FormError, Info } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { useMakeLink } from './data';
import { inDays } from './words';
import { serverNow } from '@/lib/server_time';

const SPANS: [value: string, label: string, days: number | null][] = [
  ['1', 'One day', 1],
  ['7', 'Seven days', 7],
  ['30', 'Thirty days', 30],
  ['ever', 'Until it is ended', null],
];

/** The link, shown once. */
function Made({ url, onClose }: { url: string; onClose: () => void }) {
  return (
    <div className="stack">
      <Info>Whoever holds this link can come in. It is shown now and never again.</Info>
      <TextInput label="Link" readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Done
        </Button>
        <Copy text={url} label="Copy link" />
      </div>
    </div>
  );
}

/** An owner or admin makes a link for many, bounded by time and by uses. */
export function MakeLinkForm({ onClose }: { onClose: () => void }) {
  const given = useGiven();
  const [role, setRole] = useState(given.role);
  const [tier, setTier] = useState(given.tier);
  const [span, setSpan] = useState('7');
  const [uses, setUses] = useState('');
  const make = useMakeLink();
  const problem = make.error ? asProblem(make.error) : null;
  if (make.data?.url) return <Made url={make.data.url} onClose={onClose} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const days = SPANS.find(([value]) => value === span)?.[2] ?? null;
        const max_uses = uses.trim() ? Number(uses) : null;
        make.mutate({ role, tier, max_uses, expires_at: inDays(days, serverNow()) });
      }}
    >
      <ChooseRole plain value={role} onChange={setRole} />
      <ChooseTier plain value={tier} onChange={setTier} />
      <Radio.Group label="It can be used for" value={span} onChange={setSpan}>
        <div className="stack">
          {SPANS.map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label="By how many people"
        description="Empty: by as many as like"
        type="number"
        min={1}
        max={100000}
        value={uses}
        error={problem?.field('max_uses')}
        onChange={(event) => setUses(event.currentTarget.value)}
      />
      {problem?.isRefusal && <Refusal title="No link was made" problem={problem} />}
      {problem && !problem.isRefusal && <FormError problem={problem} />}
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Cancel
        </Button>
        <Button size="lg" type="submit" variant="filled" loading={make.isPending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}
