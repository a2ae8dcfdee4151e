import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { may } from '@/api/may';
import type { CountedTag } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { count } from '@/lib/words';
import { PageTitle } from '@/shell/page';
import { Empty, LoadError } from '@/ui/notes';
import lists from '@/ui/list.module.css';
import { useTags } from './data';
import { RemoveTagDialog, TagDialog } from './edit';
import { TagChip } from './tag_chip';
import css from './tags.module.css';

const icon = { size: 16, stroke: 1.75 };

type Doing = { act: 'create' } | { act: 'edit' | 'remove'; tag: CountedTag } | null;

/** The words that conversations are sorted by. */
export function TagSettings() {
  const writes = may(useMe(), 'workspace.update');
  const tags = useTags();
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const start = (
    <Button variant="filled" leftSection={<IconPlus {...icon} />} onClick={() => setDoing({ act: 'create' })}>
      New tag
    </Button>
  );
  const none = tags.data?.length === 0;
  return (
    <>
      <PageTitle title="Tags" acts={writes && !none && start} />
      {tags.isPending && <Skeleton height={168} />}
      {tags.isError && !tags.data && (
        <LoadError what="The tags" problem={asProblem(tags.error)} retry={() => void tags.refetch()} />
      )}
      {none && (
        <Empty title="There are no tags yet" acts={writes && start}>
          {writes
            ? 'A tag is a word that conversations are sorted by, such as “damaged in post”.'
            : 'The owner and admins make them.'}
        </Empty>
      )}
      {tags.data && tags.data.length > 0 && (
        <ul className={lists.list}>
          {tags.data.map((tag) => (
            <li key={tag.id} className={`${lists.line} ${css.line}`}>
              <span className="grow">
                <TagChip tag={tag} />
              </span>
              <Link to="/" search={{ tag: tag.id }} className="link tnum">
                {count(tag.conversations, 'conversation')}
              </Link>
              {writes && (
                <>
                  <ActionIcon
                    aria-label={`Change ${tag.name}`}
                    onClick={() => setDoing({ act: 'edit', tag })}
                  >
                    <IconPencil {...icon} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Remove ${tag.name}`}
                    onClick={() => setDoing({ act: 'remove', tag })}
                  >
                    <IconTrash {...icon} />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {doing?.act === 'create' && <TagDialog tag={null} onClose={close} />}
      {doing?.act === 'edit' && <TagDialog tag={doing.tag} onClose={close} />}
      {doing?.act === 'remove' && <RemoveTagDialog tag={doing.tag} onClose={close} />}
    </>
  );
}
