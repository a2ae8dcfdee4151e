import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Domain } from '@/api/model';
import { asProblem } from '@/api/problem';
import { Badge } from '@/ui/bits';
import { Copy } from '@/ui/copy';
import { TextInput } from '@/ui/fields';
import { notify } from '@/ui/notices';
import { FormOutcome } from '@/ui/outcome';
import { useRemoveDomain, useVerifyDomain } from './data';
import css from './joining.module.css';
import { proofWords } from './words';

const TONE = { proven: 'live', lost: 'away', waiting: 'plain' } as const;
const WORD = { proven: 'Proven', lost: 'Lost', waiting: 'Not proven' } as const;

/** The record to write into the domain's DNS. */
function Record({ domain }: { domain: Domain }) {
  return (
    <div className={css.record}>
      <span className="t12 ink3">TXT record</span>
      <code>{domain.record.name}</code>
      <Copy size="sm" text={domain.record.name} label="Copy name" />
      <span className="t12 ink3">Text</span>
      <code>{domain.record.value}</code>
      <Copy size="sm" text={domain.record.value} label="Copy text" />
    </div>
  );
}

/** Without a hand on the DNS: a code to a mailbox of the domain. */
function ByMail({ domain }: { domain: Domain }) {
  const verify = useVerifyDomain(domain.domain);
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const problem = verify.error ? asProblem(verify.error) : null;
  const sent = domain.code_sent_to;
  return (
    <>
      <form
        className={css.line}
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate({ email: email.trim() });
        }}
      >
        <TextInput
          label={`Address at ${domain.domain}`}
          type="email"
          required
          value={email}
          error={problem?.field('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" loading={verify.isPending}>
          {sent ? 'Send another code' : 'Send a code'}
        </Button>
      </form>
      {sent && (
        <form
          className={css.line}
          onSubmit={(event) => {
            event.preventDefault();
            verify.mutate({ code: code.trim() });
          }}
        >
          <TextInput
            label={`Code from the mail to ${sent}`}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            required
            value={code}
            error={problem?.field('code')}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" loading={verify.isPending}>
            Prove it
          </Button>
        </form>
      )}
      <FormOutcome title="The domain is not proven" problem={problem} />
    </>
  );
}

/** One domain: how far it is, what proves it, and what can be done about it. */
export function DomainRow({ domain }: { domain: Domain }) {
  const verify = useVerifyDomain(domain.domain);
  const remove = useRemoveDomain();
  const [byMail, setByMail] = useState(domain.code_sent_to !== null);
  const error = verify.error ?? remove.error;
  const proven = () => notify({ title: `${domain.domain} is proven` });
  const gone = () => notify({ title: `${domain.domain} was removed`, text: 'Whoever came stays.' });
  return (
    <li className={css.domain} aria-label={domain.domain}>
      <div className={css.head}>
        <span className={`t14 w6 ${css.name}`}>{domain.domain}</span>
        <Badge tone={TONE[domain.state]}>{WORD[domain.state]}</Badge>
        <span className="t13 ink2">{proofWords(domain)}</span>
      </div>
      {domain.proof !== 'dns' && <Record domain={domain} />}
      <div className={css.acts}>
        {domain.proof !== 'dns' && (
          <Button
            variant="filled"
            loading={verify.isPending}
            onClick={() => verify.mutate({}, { onSuccess: proven })}
          >
            Look for the record
          </Button>
        )}
        {domain.proof === null && !byMail && (
          <Button onClick={() => setByMail(true)}>Prove a mailbox instead</Button>
        )}
        <Button
          loading={remove.isPending}
          aria-label={`Remove ${domain.domain}`}
          onClick={() => remove.mutate(domain.domain, { onSuccess: gone })}
        >
          Remove
        </Button>
      </div>
      <FormOutcome title="Nothing was changed" problem={error ? asProblem(error) : null} />
      {domain.proof === null && byMail && <ByMail domain={domain} />}
    </li>
  );
}
