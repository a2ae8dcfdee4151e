import { Button, type ButtonProps } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { asProblem, type Problem } from '@/api/problem';
import { Info } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { useLook } from './data';

interface ChooseProps extends Pick<ButtonProps, 'size' | 'variant'> {
  look: ReturnType<typeof useLook>;
  replaces?: string;
  children: ReactNode;
}

/** Asks for a file, and looks at it. */
export function ChooseFile({ look, replaces, children, ...rest }: ChooseProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label="CSV file"
        hidden
        onChange={(event) => {
          const content = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (content) look.mutate({ name: content.name, content, ...(replaces ? { replaces } : {}) });
        }}
      />
      <Button
        data-autofocus
        loading={look.isPending}
        leftSection={<IconFileTypeCsv size={16} stroke={1.75} />}
        onClick={() => field.current?.click()}
        {...rest}
      >
        {children}
      </Button>
    </>
  );
}

/** Why a file was not taken. */
export function NotTaken({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  if (problem.isRefusal) return <Refusal title="The file was not taken" problem={problem} />;
  return (
    <div role="alert" className="t13">
      {problem.field('body') ?? problem.message}
    </div>
  );
}

/** Many people from a file: a look first, on a page of its own. */
export function FileForm({ onClose }: { onClose: () => void }) {
  const look = useLook();
  return (
    <div className="stack">
      <Info>
        A CSV file with the columns email, role and access_tier, in any order. An empty tier is the default
        one. You see what would happen before anything is sent.
      </Info>
      <NotTaken problem={look.error ? asProblem(look.error) : null} />
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Cancel
        </Button>
        <ChooseFile look={look} size="lg" variant="filled">
          Choose a file
        </ChooseFile>
      </div>
    </div>
  );
}
