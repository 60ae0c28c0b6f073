"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

/**
 * What a list shows stands in the address: changes it.
 * @returns `go` adds a change to what was asked for last, which may still be on its way
 */
export function useListAddress<Address extends object>(address: Address, hrefOf: (address: Address) => string) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const wanted = useRef(address);
  useEffect(() => {
    wanted.current = address;
  }, [address]);
  const go = (change: Partial<Address>) => {
    wanted.current = { ...wanted.current, ...change };
    const href = hrefOf(wanted.current);
    startTransition(() => router.replace(href, { scroll: false }));
  };
  return { go, pending };
}
