// Says on the page that a passkey was not used: the person stopped, or the device has none.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const place of document.querySelectorAll("[data-passkey-trouble]")) {
    place.textContent = place.dataset.passkeyTrouble;
  }
});
