"""A browser that can speak, for pages that are read aloud: a stand-in that keeps what it was told to say."""

VOICE = """(() => { window.said = []; window.stopped = 0;
  class Utterance { constructor(text) { this.text = text; } }
  const voices = [{ lang: "zh-CN", localService: true, name: "stand-in" }];
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
  Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => voices, speak: (one) => window.said.push(one), cancel: () => { window.stopped += 1; } } }); })()"""
