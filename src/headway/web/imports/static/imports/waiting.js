// Asks how far the reading has come, says it, and opens the result when it is there.
const stage = document.getElementById("stage");
const EVERY_MS = 1000;

async function look() {
  try {
    const answer = await fetch(stage.dataset.progress, { headers: { Accept: "application/json" } });
    const progress = await answer.json();
    if (!progress.reading) {
      window.location.reload();
      return;
    }
    if (stage.textContent !== progress.stage) stage.textContent = progress.stage;
  } catch {
    // The service does not answer just now; the next look may find it again.
  }
  window.setTimeout(look, EVERY_MS);
}

window.setTimeout(look, EVERY_MS);
