import { Button } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { asProblem } from '@/api/problem';
import { Bell } from '@/ui/bell';
import { Empty } from '@/ui/notes';

/** A page that could not be shown: why, and one more try. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <main id="main" className="pageAlone">
      <Empty
        title="This page could not be shown"
        acts={
          <Button
            variant="filled"
            onClick={() => {
              reset();
              window.location.reload();
            }}
          >
            Try again
          </Button>
        }
      >
        {asProblem(error).message}
      </Empty>
    </main>
  );
}

export function PageMissing() {
  return (
    <main id="main" className="pageAlone">
      <Empty
        title="There is no such page"
        acts={
          <Link to="/" className="link">
            Go to the inbox
          </Link>
        }
      >
        The address may be old, or mistyped.
      </Empty>
    </main>
  );
}

export function PageWaiting() {
  return (
    <div role="status" aria-label="Loading" className="pageWaiting">
      <Bell size={32} />
    </div>
  );
}
