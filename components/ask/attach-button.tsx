import { AtSign } from "lucide-react";
import { Button } from "../ui/button.tsx";

/** Begins the name of a file, for whoever doesn't know that an "@" does, or has no keyboard. */
export function AttachButton({ isOff, onClick }: { isOff: boolean; onClick: () => void }) {
  return (
    <Button
      size="small"
      variant="quiet"
      disabled={isOff}
      title={isOff ? "Say first which directory to ask in" : "Attach a file of the module: type @"}
      // The question keeps the focus, and the place where the name is to stand.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <AtSign aria-hidden className="size-3.5" />
      Attach a file
    </Button>
  );
}
