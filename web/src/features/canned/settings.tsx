import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '@/api/may';
import type { CannedReply } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { PageTitle } from '@/shell/page';
import { Key } from '@/ui/bits';
import { Empty, LoadError } from '@/ui/notes';
import lists from '@/ui/list.module.css';
import css from './canned.module.css';
import { useCanned } from './data';
import { CannedDialog, RemoveCannedDialog } from './edit';

const icon = { size: 16, stroke: 1.75 };

type Doing = { act: 'create' } | { act: 'edit' | 'remove'; reply: CannedReply } | null;

/** Texts that the team writes again and again, each behind a short word. */
export function CannedSettings() {
  const writes = may(useMe(), 'workspace.update');
  const replies = useCanned();
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const start = (
    <Button variant="filled" leftSection={<IconPlus {...icon} />} onClick={() => setDoing({ act: 'create' })}>
      New canned reply
    </Button>
  );
  const none = replies.data?.length === 0;
  return (
    <>
      <PageTitle title="Canned replies" acts={writes && !none && start} />
      {replies.isPending && <Skeleton height={192} />}
      {replies.isError && !replies.data && (
        <LoadError
          what="The canned replies"
          problem={asProblem(replies.error)}
          retry={() => void replies.refetch()}
        />
      )}
      {none && (
        <Empty title="There are no canned replies yet" acts={writes && start}>
          {writes
            ? 'A text that you write again and again gets a short word: type / and the word in an answer.'
            : 'The owner and admins write them.'}
        </Empty>
      )}
      {replies.data && replies.data.length > 0 && (
        <ul className={lists.list}>
          {replies.data.map((reply) => (
            <li key={reply.id} className={`${lists.line} ${css.line}`}>
              <span className={css.key}>
                <Key>/{reply.shortcut}</Key>
              </span>
              <span className="grow">
                <span className="w5">{reply.title}</span>
                <br />
                <span className="ink3 t12">{reply.content.slice(0, 140)}</span>
              </span>
              {writes && (
                <>
                  <ActionIcon
                    aria-label={`Change ${reply.title}`}
                    onClick={() => setDoing({ act: 'edit', reply })}
                  >
                    <IconPencil {...icon} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Remove ${reply.title}`}
                    onClick={() => setDoing({ act: 'remove', reply })}
                  >
                    <IconTrash {...icon} />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {doing?.act === 'create' && <CannedDialog reply={null} onClose={close} />}
      {doing?.act === 'edit' && <CannedDialog reply={doing.reply} onClose={close} />}
      {doing?.act === 'remove' && <RemoveCannedDialog reply={doing.reply} onClose={close} />}
    </>
  );
}
