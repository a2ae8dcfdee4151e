import { useMutation } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { notify } from '@/ui/notices';

/** Has a link mailed to my address, which shows that I read its mail. */
export function useSendConfirmation(email: string) {
  return useMutation({
    mutationFn: () => ok(api.POST('/api/v1/auth/verify/send')),
    onSuccess: () =>
      notify({ title: 'A link is on its way', text: `It was sent to ${email} and works for 24 hours.` }),
    onError: (error) => notify({ title: 'No link was sent', text: asProblem(error).message }),
  });
}
