// What every process of this consumer is told by its environment.
module.exports = {
  baseUrl: process.env.REPORTEI_BASE_URL,
  accessToken: process.env.REPORTEI_ACCESS_TOKEN,
};
