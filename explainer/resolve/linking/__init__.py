"""Link the texts of one page: values, notes, links and the words for them."""
