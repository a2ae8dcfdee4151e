import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Offer } from '@/api/model';
import { asProblem } from '@/api/problem';
import { moveToWorkspace } from '@/features/auth/move';
import { FormOutcome } from '@/ui/outcome';
import { useOffers } from './data';
import css from './joining.module.css';

function Row({ offer }: { offer: Offer }) {
  const enter = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const path = { workspace_id: offer.workspace_id };
      await ok(api.POST('/api/v1/auth/offers/{workspace_id}/join', { params: { path } }));
      await moveToWorkspace(offer.workspace_id);
    },
  });
  return (
    <li className={css.offer}>
      <div className="grow">
        <p className="t14 w5">{offer.name}</p>
        <p className="t13 ink2">
          {offer.owns_domain
            ? `Owns ${offer.domain}.`
            : `Somebody there has an address at ${offer.domain} too.`}{' '}
          You come in as {offer.role}.
        </p>
      </div>
      <Button variant="filled" loading={enter.isPending} onClick={() => enter.mutate()}>
        Join {offer.name}
      </Button>
      <FormOutcome title="You are not in yet" problem={enter.error ? asProblem(enter.error) : null} />
    </li>
  );
}

/** The workspaces that one may come into by one's address; nothing where there is none. */
export function Offers() {
  const offers = useOffers();
  if (offers.length === 0) return null;
  return (
    <section aria-label="Open for your address">
      <h2 className="t14 w6">Open for your address</h2>
      <ul className={css.offers}>
        {offers.map((offer) => (
          <Row key={offer.workspace_id} offer={offer} />
        ))}
      </ul>
    </section>
  );
}
