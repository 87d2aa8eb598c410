/* Runs before the first paint, so that what needs script can be shown or folded without a jump. */
document.documentElement.classList.add("js");
