import type { OnboardingStep } from '@/api/model';

/** How somebody came in. */
const WAYS: Record<string, string> = {
  direct: 'Added to the team',
  invitation: 'Came by an invitation',
  link: 'Came by a link',
  domain: 'Came by the company’s domain',
};

/** What gives everybody the same who comes so. */
const GIVERS: Record<string, string> = {
  link: 'the link gives everybody',
  domain: 'the domain gives everybody',
};

interface Labels {
  role: string;
  tier: string;
}

/** A step that was done, in words. */
export function doneWords(step: OnboardingStep, way: string, { role, tier }: Labels): string {
  switch (step) {
    case 'invite':
      return WAYS[way] ?? 'Came in';
    case 'role':
      return `Role chosen: ${role}`;
    case 'tier':
      return `Tier chosen: ${tier}`;
    case 'welcome':
      return 'Welcome message sent';
  }
}

/** A step that nobody has done: what they have meanwhile, and where they have it from. */
export function openWords(step: OnboardingStep, way: string, { role, tier }: Labels): string {
  const giver = GIVERS[way] ?? 'everybody begins with';
  return step === 'role'
    ? `Role not chosen yet: ${role} is what ${giver}`
    : `Tier not chosen yet: ${tier} is what ${giver}`;
}

/** How far the checklist is, where something of it is open: "1 of 3 steps". */
export function stepsWords(onboarding: { done: unknown[]; open: unknown[] } | null): string | null {
  if (!onboarding || onboarding.open.length === 0) return null;
  return `${onboarding.done.length} of ${onboarding.done.length + onboarding.open.length} steps`;
}
