"""Who held the posts that led offices, over time: held, covered by an interim or vacant, and unknown where no source says.

Words: post, holding, interim, vacant; the National Offender Manager, ROM and DOM of each region.
Source: `posts.csv`, `regional_posts.csv` and `reported_posts.csv`; names only where a publication names the holder.
"""
