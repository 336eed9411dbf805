"""What happened, told in words: answers, stories, rules, drawings, and where a case stands."""
