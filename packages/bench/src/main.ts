console.log("npm run bench");
