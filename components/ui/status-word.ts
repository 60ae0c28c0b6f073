/** How a status is called on a page. Words of other programs are shown as they are. */
export function statusWord(status: string): string {
  switch (status) {
    case "processing":
      return "Processing";
    case "complete":
      return "Complete";
    case "failed":
      return "Failed";
    default:
      return status;
  }
}
