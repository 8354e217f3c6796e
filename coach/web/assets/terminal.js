"use strict";
// Shows the app that runs on the server: paints what it sends, sends what is typed, and comes back when the line drops.
(() => {
  const place = document.getElementById("terminal");
  const told = document.getElementById("told");
  const words = document.getElementById("words");
  const again = document.getElementById("again");
  const LONGEST_WAIT = 15000;
  const EVERY = 20000;

  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: false,
    fontFamily: '"DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace',
    fontSize: 16,
    minimumContrastRatio: 4.5,
    screenReaderMode: place.dataset.reader === "1",
    scrollback: 0,
    theme: { background: "#101418", foreground: "#eceff3" },
  });
  const fit = new FitAddon.FitAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(new Unicode11Addon.Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  terminal.open(place);
  fit.fit();
  terminal.focus();

  let socket = null;
  let wait = 500;
  let over = false;

  function tell(sentence, label) {
    words.textContent = sentence;
    again.textContent = label || "";
    again.parentElement.hidden = !label;
    told.hidden = false;
    if (label) again.focus();
  }

  function send(message) {
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function hear(message) {
    const [kind, value] = JSON.parse(message);
    if (kind === "taken") {
      over = true;
      tell("coach was opened in another window and goes on there.", "Go on here");
    } else if (kind === "ended") {
      over = true;
      tell("coach has ended here. What you typed is kept.", "Start again");
    } else if (kind === "out") {
      over = true;
      window.location.assign("/");
    } else if (kind === "deliver_file_start") {
      window.location.assign("/download/" + encodeURIComponent(value));
    }
  }

  function connect() {
    const way = window.location.protocol === "https:" ? "wss://" : "ws://";
    socket = new WebSocket(`${way}${window.location.host}/ws?width=${terminal.cols}&height=${terminal.rows}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      wait = 500;
      told.hidden = true;
      terminal.reset();
      terminal.focus();
    };
    socket.onmessage = (event) => {
      if (typeof event.data === "string") hear(event.data);
      else terminal.write(new Uint8Array(event.data));
    };
    socket.onclose = () => {
      if (over) return;
      tell("The line dropped. What you typed is kept; trying again…");
      window.setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  terminal.onData((data) => send(["stdin", data]));
  terminal.onBinary((data) => send(["stdin", data]));
  terminal.onResize(({ cols, rows }) => send(["resize", { width: cols, height: rows }]));
  // Ctrl+Enter is nothing a terminal can send by itself; coach takes Ctrl+J for it.
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      if (event.type === "keydown") send(["stdin", "\n"]);
      event.preventDefault();
      return false;
    }
    return true;
  });
  new ResizeObserver(() => fit.fit()).observe(place);
  window.addEventListener("focus", () => send(["focus"]));
  window.addEventListener("blur", () => send(["blur"]));
  window.setInterval(() => send(["ping", ""]), EVERY);
  connect();
})();
