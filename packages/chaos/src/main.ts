console.log("npm run chaos");
