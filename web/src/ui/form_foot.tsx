import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '@/api/problem';
import { FormOutcome } from './outcome';

interface FormFootProps {
  /** What was not done, where it was not: "No key was made". */
  failed: string;
  problem: Problem | null;
  /** The way back: "Cancel", or what is kept by it. */
  back?: string;
  onBack: () => void;
  pending: boolean;
  /** Whether everything is said that the act needs. */
  ready: boolean;
  /** Whether it can't be undone. */
  danger?: boolean;
  /** What the form does. */
  children: ReactNode;
}

/** The end of a form in a dialog: why nothing was done, the way back, and the act. */
export function FormFoot(props: FormFootProps) {
  const { failed, problem, back = 'Cancel', onBack, pending, ready, danger = false, children } = props;
  return (
    <>
      <FormOutcome title={failed} problem={problem} />
      <div className="dialogFoot">
        <Button size="lg" onClick={onBack}>
          {back}
        </Button>
        <Button
          size="lg"
          type="submit"
          variant={danger ? 'danger' : 'filled'}
          loading={pending}
          disabled={!ready}
        >
          {children}
        </Button>
      </div>
    </>
  );
}
