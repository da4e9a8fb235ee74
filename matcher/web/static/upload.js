"use strict";

// The form works without this file. With it: drag and drop, the chosen file's name, and progress.
(() => {
  const form = document.getElementById("upload");
  const file = document.getElementById("file");
  const text = document.getElementById("text");
  const drop = document.getElementById("drop");
  const chosen = document.getElementById("chosen");
  const problem = document.getElementById("problem");
  const progress = document.getElementById("progress");
  const sent = document.getElementById("sent");
  const state = document.getElementById("state");
  const button = form.querySelector("button[type=submit]");
  const mostBytes = Number(form.dataset.mostBytes);

  form.querySelectorAll(".withscript").forEach((each) => { each.hidden = false; });

  function sizeInWords(bytes) {
    return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  }

  function complain(title, detail) {
    const notice = document.createElement("div");
    notice.className = "notice bad";
    notice.setAttribute("role", "alert");
    const heading = document.createElement("h2");
    heading.textContent = title;
    const sentence = document.createElement("p");
    sentence.textContent = detail;
    notice.append(heading, sentence);
    problem.replaceChildren(notice);
    problem.scrollIntoView({ block: "nearest" });
  }

  function tooLarge() {
    const [only] = file.files;
    if (!only || only.size <= mostBytes) return false;
    complain("The file is too large",
      `It has ${sizeInWords(only.size)} and the limit is ${sizeInWords(mostBytes)}. Save it with smaller pictures, or export it as a PDF again.`);
    return true;
  }

  function showChosen() {
    const [only] = file.files;
    chosen.textContent = only ? `Ready: ${only.name}, ${sizeInWords(only.size)}` : "";
    drop.classList.toggle("filled", Boolean(only));
    problem.replaceChildren();
    tooLarge();
  }

  function settle() {
    progress.hidden = true;
    button.disabled = false;
  }

  function finish(request) {
    if (request.status === 200 && new URL(request.responseURL).pathname !== new URL(form.action).pathname) {
      window.location.assign(request.responseURL);
      return;
    }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const told = answer.querySelector("#problem .notice");
    settle();
    if (told) {
      problem.replaceChildren(document.importNode(told, true));
      problem.scrollIntoView({ block: "nearest" });
    } else {
      complain("Something went wrong here", "Nothing was stored. Try again in a moment.");
    }
  }

  function send() {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      sent.value = Math.round((event.loaded / event.total) * 100);
      state.textContent = `Sending: ${sent.value} %`;
    });
    request.upload.addEventListener("load", () => {
      sent.removeAttribute("value");
      state.textContent = "Reading the résumé …";
    });
    request.addEventListener("load", () => finish(request));
    request.addEventListener("error", () => {
      settle();
      complain("The connection broke", "The server could not be reached. Check that it runs, then send the form again.");
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  }

  file.addEventListener("change", showChosen);

  ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    const [first] = event.dataTransfer.files;
    const kept = new DataTransfer();
    kept.items.add(first);
    file.files = kept.files;
    showChosen();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (tooLarge()) return;
    problem.replaceChildren();
    if (file.files.length === 0 && text.value.trim() === "") {
      complain("Nothing was read yet", "Choose a file, or paste the text of the résumé, and send the form again.");
      return;
    }
    button.disabled = true;
    progress.hidden = false;
    sent.value = 0;
    state.textContent = "Sending …";
    send();
  });

  // Coming back with the browser's history shows the form as it was left.
  window.addEventListener("pageshow", () => {
    settle();
    if (file.files.length > 0) showChosen();
  });
})();
