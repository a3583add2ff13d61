// On a phone the menu lies over the page. It closes when Tab leaves it, or it would hide what has the focus.
const hauptmenue = document.getElementById("hauptmenue");

hauptmenue?.addEventListener("focusout", ({ relatedTarget: ziel }) => {
  if (ziel && !hauptmenue.contains(ziel) && hauptmenue.matches(":popover-open")) hauptmenue.hidePopover();
});
