import { IconArrowRight } from '@tabler/icons-react';
import type { AuditEntry } from '@/api/model';
import { useRoleLabel, useRulebook, useTierLabel } from '@/features/rulebook/data';
import { useMembers } from '@/features/team/data';
import { dayLine, sameDay } from '@/lib/time';
import { useNow } from '@/lib/now';
import { When } from '@/ui/bits';
import { Face } from '@/ui/face';
import css from './audit.module.css';
import { fieldWords, namedWords, pageWords, permissionsWords, rightWords, valueWords } from './words';

/** Entries, the newest first: each a sentence, with what was before and after, and the right that allowed it. */
export function EntryList({ entries }: { entries: AuditEntry[] }) {
  const now = useNow();
  return (
    <ol className={css.list} aria-label="Audit log">
      {entries.map((entry, at) => {
        const before = entries[at - 1];
        const newDay = !before || !sameDay(before.at, entry.at);
        return (
          <li key={entry.id}>
            {newDay && <h2 className={css.day}>{dayLine(entry.at, now)}</h2>}
            <Entry entry={entry} />
          </li>
        );
      })}
    </ol>
  );
}

/** What a field became, by the name that people know it by. */
function useWords(): (field: string, value: unknown) => string {
  const [role, tier, rulebook] = [useRoleLabel(), useTierLabel(), useRulebook()];
  const { data: members = [] } = useMembers();
  const names: Record<string, (name: string) => string> = {
    role,
    tier,
    plan: (name) => rulebook?.plans.find((each) => each.name === name)?.label ?? name,
    permissions: permissionsWords,
    page: (path) => pageWords(path, members),
  };
  return (field, value) =>
    (typeof value === 'string' && value && names[field]?.(value)) ||
    namedWords(field, value) ||
    valueWords(value);
}

function Entry({ entry }: { entry: AuditEntry }) {
  const [role, words] = [useRoleLabel(), useWords()];
  // What only programs can read stays in the export.
  const changes = entry.changes.filter((change) => !/(^|[._])id$/.test(change.field));
  return (
    <div className={css.entry}>
      <Face id={entry.actor_id} name={entry.actor} size={28} />
      <div className="grow">
        <p className="t13">{entry.text}</p>
        {changes.length > 0 && (
          <dl className={css.changes}>
            {changes.map((change) => (
              <div key={change.field} className={css.change}>
                <dt>{fieldWords(change.field)}</dt>
                <dd>
                  {change.before !== null && (
                    <>
                      <span className={css.before}>{words(change.field, change.before)}</span>
                      <IconArrowRight size={12} stroke={2.25} aria-label="became" />
                    </>
                  )}
                  <span>{words(change.field, change.after)}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        <p className={css.meta}>
          {entry.actor} · <span title={entry.right}>{rightWords(entry.right, role)}</span>
        </p>
      </div>
      <span className={css.time}>
        <When at={entry.at} />
      </span>
    </div>
  );
}
