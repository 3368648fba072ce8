// A refresh would lose the anchor of a question.
location.replace(document.currentScript.dataset.to + location.hash);
