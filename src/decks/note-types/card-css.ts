/** The look of every card, by day and night, on a phone and on a desk. No remote fonts, nothing that Anki has to fetch. */
export const cardCss = `.card {
  font-family: system-ui, sans-serif;
  font-size: 19px;
  line-height: 1.5;
  text-align: left;
}
.asked .hint { display: none; }
`;
