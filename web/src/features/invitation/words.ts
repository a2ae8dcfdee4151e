import type { Invitation } from '@/api/model';
import { moment } from '@/lib/time';

/** What became of an address that was to be invited. */
export const OUTCOME: Record<string, string> = {
  invited: 'Invited',
  renewed: 'Invited again',
  member: 'Already here',
  invalid: 'Not an address',
  no_seat: 'No seat left',
};

const ADDRESS = /[^\s,;<>"]+@[^\s,;<>"]+/g;

/** How many different addresses a text seems to hold; the server reads it exactly. */
export function countAddresses(text: string): number {
  const found = text.match(ADDRESS) ?? [];
  return new Set(found.map((each) => each.toLowerCase())).size;
}

/** What an invitation waits for, in a few words. */
export function stateWords(invitation: Invitation, now: number): string {
  switch (invitation.state) {
    case 'opened':
      return `Opened; open until ${moment(invitation.expires_at, now)}`;
    case 'failed':
      return invitation.failure ? `Not delivered: ${invitation.failure}` : 'Not delivered';
    case 'expired':
      return 'Expired; its seat is free';
    default: {
      const until = `open until ${moment(invitation.expires_at, now)}`;
      return invitation.sent_at ? `Sent; ${until}` : `Mail on its way; ${until}`;
    }
  }
}

/** Whom a tier is for: power for daily users, basic for occasional ones. */
export function recommended(tier: string): string | null {
  if (tier === 'power') return 'recommended for daily users';
  if (tier === 'basic') return 'for occasional users';
  return null;
}
