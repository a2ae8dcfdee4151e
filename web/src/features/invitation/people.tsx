import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { Modal } from '@/ui/dialog';
import { SegmentedControl, Textarea } from '@/ui/fields';
import { FormError, Info } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { WasHere } from '@/features/archive/was_here';
import { FileForm } from '@/features/import/file';
import { ByDomain } from '@/features/joining/by_domain';
import { MakeLinkForm } from '@/features/link/make';
import { useRulebook } from '@/features/rulebook/data';
import { ChooseRole, ChooseTier, useGiven } from './choose';
import { useInvitePeople } from './data';
import css from './invitation.module.css';
import { countAddresses, OUTCOME } from './words';

type Results = NonNullable<ReturnType<typeof useInvitePeople>['data']>['results'];

const SENT = ['invited', 'renewed'];

function mark(outcome: string) {
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };
  if (SENT.includes(outcome)) return <IconCircleCheck {...icon} />;
  return outcome === 'member' ? <IconMinus {...icon} /> : <IconAlertTriangle {...icon} />;
}

/** What became of each address. */
function Done({ results, onClose, again }: { results: Results; onClose: () => void; again: () => void }) {
  const sent = results.filter((row) => SENT.includes(row.outcome)).length;
  return (
    <div className="stack">
      <p role="status" className="t14">
        {sent === 1 ? '1 mail is on its way.' : `${sent} mails are on their way.`}
        {sent < results.length && ` ${results.length - sent} of ${results.length} addresses were left out.`}
      </p>
      <ul className={`${css.box} ${css.results}`} tabIndex={0} aria-label="What became of each address">
        {results.map((row) => (
          <li key={row.email} className={css.result}>
            {mark(row.outcome)}
            <span className="grow">
              <span className="t13 w6">{row.email}</span>
              <br />
              <span className="t13 ink2">
                {OUTCOME[row.outcome] ?? row.outcome}
                {row.why ? `: ${row.why}` : ''}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className="dialogFoot">
        <Button size="lg" onClick={again}>
          Invite others
        </Button>
        <Button size="lg" variant="filled" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </div>
  );
}

interface FormProps {
  invite: ReturnType<typeof useInvitePeople>;
  emails: string;
  onEmails: (emails: string) => void;
  onClose: () => void;
}

function PeopleForm({ invite, emails, onEmails, onClose }: FormProps) {
  const given = useGiven();
  const [welcome, setWelcome] = useState('');
  const [role, setRole] = useState(given.role);
  const [tier, setTier] = useState(given.tier);
  const problem = invite.error ? asProblem(invite.error) : null;
  const count = countAddresses(emails);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate({ emails: [emails], role, tier, welcome: welcome.trim() || null });
      }}
    >
      <Textarea
        label="E-mail addresses"
        description="One or many, with commas or on lines of their own; names are welcome"
        placeholder="Ada Lovelace <ada@example.com>, ben@example.com"
        autosize
        minRows={3}
        maxRows={10}
        required
        data-autofocus
        value={emails}
        error={problem?.field('emails')}
        onChange={(event) => onEmails(event.currentTarget.value)}
      />
      <ChooseRole value={role} onChange={setRole} />
      <ChooseTier value={tier} onChange={setTier} />
      <Textarea
        label="Welcome message"
        description="Added to the mail. Plain text, without links"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={welcome}
        error={problem?.field('welcome')}
        onChange={(event) => setWelcome(event.currentTarget.value)}
      />
      {problem?.isRefusal && <Refusal title="Nobody was invited" problem={problem} />}
      {problem && !problem.isRefusal && <FormError problem={problem} />}
      <WasHere typed={emails} />
      {!problem && <Info>Each mail has a link that works once, for that address alone.</Info>}
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Cancel
        </Button>
        <Button size="lg" type="submit" variant="filled" loading={invite.isPending} disabled={!emails.trim()}>
          {count > 1 ? `Send ${count} invitations` : 'Send invitation'}
        </Button>
      </div>
    </form>
  );
}

type Way = 'addresses' | 'file' | 'link' | 'domain';

/** An owner or admin brings people in: by their addresses, from a file, by a link, or by the company’s domain. */
export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const joining = useRulebook()?.joining ?? [];
  const [way, setWay] = useState<Way>('addresses');
  const [emails, setEmails] = useState('');
  const invite = useInvitePeople();
  const change = (emails: string) => {
    setEmails(emails);
    if (!invite.isPending) invite.reset();
  };
  const ways = [
    { value: 'addresses', label: 'Addresses' },
    { value: 'file', label: 'CSV file' },
    ...(joining.includes('link') ? [{ value: 'link', label: 'Link' }] : []),
    ...(joining.includes('domain') ? [{ value: 'domain', label: 'Domain' }] : []),
  ];
  return (
    <Modal opened onClose={onClose} title="Invite Members" size="lg">
      <div className="stack">
        <SegmentedControl
          aria-label="How people come in"
          data={ways}
          value={way}
          onChange={(value) => setWay(value as Way)}
        />
        {way === 'file' && <FileForm onClose={onClose} />}
        {way === 'link' && <MakeLinkForm onClose={onClose} />}
        {way === 'domain' && <ByDomain onClose={onClose} />}
        {way === 'addresses' && invite.data && (
          <Done results={invite.data.results} onClose={onClose} again={() => change('')} />
        )}
        {way === 'addresses' && !invite.data && (
          <PeopleForm invite={invite} emails={emails} onEmails={change} onClose={onClose} />
        )}
      </div>
    </Modal>
  );
}
