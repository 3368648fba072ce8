-- one_source_answers: Which answers rest on one source only?
SELECT questions.address, questions.question, min(sources.original) AS source
FROM questions
JOIN uses ON uses.question = questions.address AND NOT uses.against
JOIN sources ON sources.key = uses.source
GROUP BY questions.address
HAVING count(DISTINCT sources.original) = 1
ORDER BY questions.address

-- answers_without_source: Which answers name no source at all?
SELECT questions.address, questions.question
FROM questions
WHERE NOT EXISTS (
  SELECT * FROM uses WHERE uses.question = questions.address AND uses.source IS NOT NULL
)
ORDER BY questions.address

-- disputed_facts: What is disputed, and who says what?
SELECT facts.label, claims.in_words, claims."by", claims.as_of, claims.rank, claims.live,
       claims.current
FROM facts
JOIN claims ON claims.fact = facts.id AND NOT claims.context
WHERE facts.state = 'disputed'
ORDER BY facts.id, claims.claim

-- one_source_facts: Which facts rest on one source only?
SELECT facts.id, facts.in_words, facts.state, facts.speaker, min(fact_sources.original) AS source
FROM facts
JOIN fact_sources ON fact_sources.fact = facts.id
GROUP BY facts.id
HAVING count(DISTINCT fact_sources.original) = 1
ORDER BY facts.id

-- words: Where does the site say something about a word?
SELECT questions.address, questions.answer
FROM questions_fts
JOIN questions ON questions.rowid = questions_fts.rowid
WHERE questions_fts MATCH :words
ORDER BY questions_fts.rank
