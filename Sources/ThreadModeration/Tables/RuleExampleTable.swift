// The examples of the built-in rules: rule id, "matches" or "passes", text; separated by tabs.
// Content warning: insults and threats. Written by hand for this project.
// swift-format-ignore-file

enum RuleExampleTable {
  static let text: String = #"""
hostility.you-are-a	matches	You are such a joke, honestly.
hostility.you-are-a	matches	you're a complete embarrassment to this town
hostility.you-are-a	matches	Y o u  are a d i s g r a c e? You are a disgrace.
hostility.you-are-a	passes	You are a kind person and it was a good joke.
hostility.you-are-a	passes	That was a joke, you know.
hostility.what-is-wrong-with-you	matches	What is wrong with you people?
hostility.what-is-wrong-with-you	matches	Are you really that dense? Learn to read.
hostility.what-is-wrong-with-you	passes	What is wrong with your setup? Are you running version 2?
hostility.what-is-wrong-with-you	passes	I would like to learn to read music.
hostility.told-to-leave	matches	Go back to your own country.
hostility.told-to-leave	matches	go b4ck to where you came from, go back where you belong
hostility.told-to-leave	passes	Let us go back to the question.
hostility.told-to-leave	passes	When I go back to my country I will miss this place.
hostility.wish-of-harm	matches	I hope you die alone.
hostility.wish-of-harm	matches	Somebody should beat them with a stick.
hostility.wish-of-harm	passes	I hope you feel better soon. My battery died.
hostility.wish-of-harm	passes	Somebody should beat the eggs first.
hostility.announced-harm	matches	I will find you and I'm going to hurt you.
hostility.announced-harm	matches	im gonna kill u
hostility.announced-harm	matches	Next time I will knock your teeth out.
hostility.announced-harm	passes	I will find you a better recipe.
hostility.announced-harm	passes	I'm going to kill the process and restart it.
hostility.people-should-not-exist	matches	All those immigrants should be deported.
hostility.people-should-not-exist	matches	These people must leave.
hostility.people-should-not-exist	passes	All those tests should be run before you leave.
hostility.people-should-not-exist	passes	Those people should be thanked.
spam.planted-testimonial	matches	All thanks to Mr. Harrison, I made $4,000 in a week!
spam.planted-testimonial	matches	I was scammed once but she helped me recover everything
spam.planted-testimonial	matches	I started trading with Madam Harrison last month
spam.planted-testimonial	passes	Thanks to everybody who came on Saturday.
spam.planted-testimonial	passes	We made 40 sandwiches for the fair.
spam.sub-for-sub	matches	sub 4 sub anyone? I will subscribe back
spam.sub-for-sub	matches	Check out my channel please
spam.sub-for-sub	passes	Check out the new library hours.
spam.sub-for-sub	passes	I like it for the most part.
spam.easy-money	matches	I make $500 per day working from home
spam.easy-money	matches	Earn easy money now, no experience needed
spam.easy-money	passes	The council wants to make the square green.
spam.easy-money	passes	He works from nine to five.
spam.claim-prize	matches	Congratulations! You have won. Claim your prize today.
spam.claim-prize	matches	Text WIN to 80085 for a free iPhone
spam.claim-prize	passes	They claim the bridge is safe, and we won the match.
spam.claim-prize	passes	Feel free to text me the address.
spam.service-pitch	matches	We provide the best cleaning services in town.
spam.service-pitch	matches	Buy cheap watches online, best price in the city
spam.service-pitch	passes	Where did you buy the paint?
spam.service-pitch	passes	The service in that shop is slow.
spam.reader-bait	matches	Read more >>> here
spam.reader-bait	matches	Click the link in my bio
spam.reader-bait	passes	The gate clicks when it closes; a link is missing in the chain.
spam.reader-bait	passes	If x > 3 then stop.
links.many	matches	http://a.example.com http://b.example.com http://c.example.com http://d.example.com http://e.example.com
links.many	passes	See http://a.example.com and http://b.example.com
"""#
}
