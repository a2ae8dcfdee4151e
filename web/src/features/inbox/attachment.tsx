import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconDownload, IconFile, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { download, fetchBytes } from '@/api/download';
import type { Attachment } from '@/api/model';
import { asProblem } from '@/api/problem';
import { sizeWords } from '@/lib/bytes';
import { Modal } from '@/ui/dialog';
import { notify } from '@/ui/notices';
import css from './attachment.module.css';

/** Kinds that every browser draws, and the size up to which a picture is drawn without being asked for, in bytes. */
const DRAWN = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const DRAWN_UP_TO = 8 * 1024 * 1024;

const pathOf = (file: Attachment) => `/api/v1/attachments/${file.id}`;

/** As an address that holds the picture itself: the page may draw those, and none of another origin. */
async function drawn(file: Attachment): Promise<string> {
  const bytes = await fetchBytes(pathOf(file));
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The picture could not be read'));
    reader.readAsDataURL(bytes);
  });
}

function usePicture(file: Attachment, wanted: boolean) {
  return useQuery({
    queryKey: ['attachment', file.id],
    queryFn: () => drawn(file),
    enabled: wanted,
    staleTime: Infinity,
    gcTime: 5 * 60_000,
  });
}

function useDownload(file: Attachment) {
  return useMutation({
    mutationFn: () => download(pathOf(file), file.name),
    onError: (error) => notify({ title: `${file.name} was not loaded`, text: asProblem(error).message }),
  });
}

function kindOf(file: Attachment): string {
  if (DRAWN.includes(file.content_type)) return 'Photo';
  if (file.content_type === 'application/pdf') return 'PDF';
  return 'File';
}

/** A file of a message. A picture opens larger; anything else is downloaded. */
export default function AttachmentCard({ file }: { file: Attachment }) {
  const picture = DRAWN.includes(file.content_type) && file.size <= DRAWN_UP_TO;
  const shown = usePicture(file, picture);
  const get = useDownload(file);
  const [open, setOpen] = useState(false);
  const Icon = picture ? IconPhoto : IconFile;
  return (
    <>
      <button
        type="button"
        className={css.card}
        disabled={get.isPending}
        onClick={() => (picture ? setOpen(true) : get.mutate())}
      >
        <span className={css.sign}>
          {shown.data ? <img src={shown.data} alt="" /> : <Icon size={20} stroke={1.75} aria-hidden />}
        </span>
        <span className={css.words}>
          <span className="visuallyHidden">{picture ? 'Look at ' : 'Download '}</span>
          <span className={css.name}>{file.name}</span>
          <span className={css.kind}>
            {kindOf(file)}, {sizeWords(file.size)}
          </span>
        </span>
        {!picture && <IconDownload size={16} stroke={1.75} aria-hidden />}
      </button>
      {open && (
        <Modal opened onClose={() => setOpen(false)} title={file.name} size={920}>
          <div className="stack">
            {shown.data && <img src={shown.data} alt={file.name} className={css.large} />}
            {shown.isError && <p className="t13">{asProblem(shown.error).message}</p>}
            <div className="dialogFoot">
              <Button
                size="lg"
                leftSection={<IconDownload size={16} stroke={1.75} />}
                loading={get.isPending}
                onClick={() => get.mutate()}
              >
                Download
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </>
  );
}
