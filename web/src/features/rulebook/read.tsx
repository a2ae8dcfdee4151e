import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { Page } from '@/shell/page';
import { LoadError } from '@/ui/notes';
import { rulebooksQuery, useRulebook } from './data';
import { Matrix } from './matrix';
import css from './rulebook.module.css';

/** The rules of this workspace, as anybody in it can read them. */
export function ReadRules() {
  const me = useMe();
  const rulebook = useRulebook();
  const all = useQuery(rulebooksQuery);
  return (
    <Page title="Rules">
      {all.isError && (
        <LoadError what="The rules" problem={asProblem(all.error)} retry={() => void all.refetch()} />
      )}
      {all.isPending && <Skeleton height={320} />}
      {rulebook && (
        <>
          <p className={css.intro}>
            {me?.business?.name} follows the rulebook <strong>{rulebook.name}</strong>: {rulebook.title.toLowerCase()}.
          </p>
          <ul className={css.differences}>
            {rulebook.differences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <Matrix rulebook={rulebook} mine={me?.team_role ?? null} />
          <p className={css.legend}>
            <span>
              <IconCheck size={14} stroke={2} aria-hidden /> may
            </span>
            <span>
              <IconMinus size={14} stroke={2} aria-hidden /> may not
            </span>
          </p>
        </>
      )}
    </Page>
  );
}
