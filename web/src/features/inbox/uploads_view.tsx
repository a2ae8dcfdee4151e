import { ActionIcon, Button } from '@mantine/core';
import { IconFile, IconX } from '@tabler/icons-react';
import { sizeWords } from '@/lib/bytes';
import css from './reply.module.css';
import { canRetry, drop, retry, type Upload } from './uploads';

function stateOf(upload: Upload): string {
  if (upload.state === 'there') return sizeWords(upload.size);
  if (upload.state === 'failed') return upload.reason ?? 'Not sent';
  return `${Math.round(upload.share * 100)} % of ${sizeWords(upload.size)}`;
}

function Progress({ upload }: { upload: Upload }) {
  const percent = Math.round(upload.share * 100);
  return (
    <svg
      className={css.progress}
      viewBox="0 0 100 2"
      preserveAspectRatio="none"
      role="progressbar"
      aria-label={`${upload.name} is being sent`}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <rect className={css.progressTrack} width="100" height="2" />
      <rect className={css.progressFill} width={percent} height="2" />
    </svg>
  );
}

/** The files of the message being written: how far each is, what failed and why, retry and remove. */
export function Uploads({ uploads }: { uploads: Upload[] }) {
  if (uploads.length === 0) return null;
  return (
    <ul className={css.uploads} aria-label="Files of this message">
      {uploads.map((upload) => (
        <li key={upload.key} className={css.upload} data-failed={upload.state === 'failed' || undefined}>
          <IconFile size={16} stroke={1.75} aria-hidden />
          <span className="grow">
            <span className={css.uploadName}>{upload.name}</span>
            <span className={css.uploadState} role={upload.state === 'failed' ? 'alert' : undefined}>
              {stateOf(upload)}
            </span>
          </span>
          {canRetry(upload) && (
            <Button size="sm" onClick={() => retry(upload)}>
              Retry
            </Button>
          )}
          <ActionIcon aria-label={`Remove ${upload.name}`} onClick={() => drop(upload.key)}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
          {upload.state === 'going' && <Progress upload={upload} />}
        </li>
      ))}
    </ul>
  );
}
