import { Button, Skeleton } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Widget, WidgetSecret } from '@/api/model';
import { asProblem } from '@/api/problem';
import { Modal } from '@/ui/dialog';
import { When } from '@/ui/bits';
import { Copy } from '@/ui/copy';
import { Info, LoadError } from '@/ui/notes';
import { FormOutcome } from '@/ui/outcome';
import css from './channels.module.css';

/** Two are valid while one replaces the other. */
const MOST = 2;

const secretsQuery = (widgetId: string) =>
  queryOptions({
    queryKey: ['widget', widgetId, 'secrets'],
    queryFn: () =>
      ok(
        api.GET('/api/v1/widget/{widget_id}/secrets', { params: { path: { widget_id: widgetId } } }),
      ) as Promise<WidgetSecret[]>,
    // Shown to the owner, and forgotten as soon as the dialog closes.
    gcTime: 0,
  });

/** The secrets with which a site signs who its visitors are: shown to the owner, made and taken away by the owner. */
export function SecretsDialog({ widget, onClose }: { widget: Widget; onClose: () => void }) {
  const client = useQueryClient();
  const secrets = useQuery(secretsQuery(widget.id));
  const path = { widget_id: widget.id };
  const again = () => client.invalidateQueries(secretsQuery(widget.id));
  const make = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/widget/{widget_id}/secrets', { params: { path } })),
    onSuccess: again,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      ok(
        api.DELETE('/api/v1/widget/{widget_id}/secrets/{secret_id}', {
          params: { path: { ...path, secret_id: id } },
        }),
      ),
    onSuccess: again,
  });
  const failed = make.error ?? remove.error;
  return (
    <Modal opened onClose={onClose} title="Named visitors">
      <div className="stack">
        <p className="t13 ink2">
          Your server signs who is signed in on {widget.domain}, and the inbox knows them by name. Keep a
          secret on your server; whoever has it can pretend to be any customer.
        </p>
        {secrets.isPending && <Skeleton height={64} />}
        {secrets.isError && (
          <LoadError
            what="The secrets"
            problem={asProblem(secrets.error)}
            retry={() => void secrets.refetch()}
          />
        )}
        {secrets.data?.length === 0 && (
          <Info>There is no secret yet, so every visitor is who they say they are.</Info>
        )}
        {secrets.data?.map((secret) => (
          <Secret key={secret.id} secret={secret} onRemove={() => remove.mutate(secret.id)} />
        ))}
        {secrets.data?.length === MOST && (
          <Info>Both are valid. Move your server to the newer one, then remove the older one.</Info>
        )}
        <FormOutcome title="The secrets were not changed" problem={failed ? asProblem(failed) : null} />
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Done
          </Button>
          {secrets.data && secrets.data.length < MOST && (
            <Button size="lg" variant="filled" loading={make.isPending} onClick={() => make.mutate()}>
              {secrets.data.length === 0 ? 'Make a secret' : 'Make another secret'}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Secret({ secret, onRemove }: { secret: WidgetSecret; onRemove: () => void }) {
  return (
    <div className={css.secret}>
      <span className="grow">
        <code className={css.secretWords}>{secret.secret}</code>
        <br />
        <span className="t12 ink3">
          Made <When at={secret.created_at} sentence />
        </span>
      </span>
      <Copy text={secret.secret} size="sm" />
      <Button size="sm" variant="dangerOutline" onClick={onRemove}>
        Remove
      </Button>
    </div>
  );
}
