import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { download } from '@/api/download';
import { asProblem } from '@/api/problem';
import { notify } from './notices';

interface DownloadProps extends Pick<ButtonProps, 'size' | 'children'> {
  path: string;
  /** What the browser keeps it under. */
  name: string;
}

/** Fetches a file; says why where there is none. */
export function DownloadButton({ path, name, ...rest }: DownloadProps) {
  const get = useMutation({
    meta: { quiet: true },
    mutationFn: () => download(path, name),
    onError: (error) => notify({ title: 'Nothing was downloaded', text: asProblem(error).message }),
  });
  return (
    <Button
      leftSection={<IconDownload size={16} stroke={1.75} />}
      loading={get.isPending}
      onClick={() => get.mutate()}
      {...rest}
    />
  );
}
