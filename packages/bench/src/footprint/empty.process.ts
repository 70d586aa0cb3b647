// As little as a process can be.
setInterval(() => undefined, 60_000);
