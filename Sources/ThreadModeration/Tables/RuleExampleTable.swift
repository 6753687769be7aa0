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
hostility.wish-of-harm	matches	They should hang those traitors.
hostility.wish-of-harm	passes	Somebody needs to shoot them an email. They should beat them easily tonight.
hostility.wish-of-harm	passes	Someone should hang these pictures straight.
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
spam.intimate-footage	matches	A new sex tape of the singer is out, watch it right here: videos.example
spam.intimate-footage	matches	My girlfriend left me so I put her naked pictures below: example.net
spam.intimate-footage	matches	She forgot to turn off her webcam and you can see her for free
spam.intimate-footage	passes	The adult education film was shown in the town hall.
spam.intimate-footage	passes	They leaked the photos of the new phone and nobody cared.
spam.free-device	matches	I got my iPad 4 for free, simply google for freepadscom
spam.free-device	matches	This site is giving out free iphones today only
spam.free-device	matches	i've won an ipad from one of those places for 7 bucks
spam.free-device	passes	The tablet I bought was not cheap, but repairs are free for two years.
spam.free-device	passes	Is there a free app like this for the iPhone?
spam.paid-at-home	matches	You could earn over 5000 dollars a month by simply completing surveys at home
spam.paid-at-home	matches	I am getting 4500 bucks every month just by following a simple system
spam.paid-at-home	matches	this site sent me a check of $240 for doing some surveys
spam.paid-at-home	matches	I get about 450 a day by copying ads
spam.paid-at-home	passes	They pay 15 dollars an hour for stacking shelves.
spam.paid-at-home	passes	The survey of the bridge took a week.
spam.dating-lure	matches	Since I joined this dating site I have had wonderful dates
spam.dating-lure	matches	My sister told me about a dating website and I have already met so many nice people
spam.dating-lure	matches	Lonely ladies waiting in your town
spam.dating-lure	passes	Dating sites sell your data, there was an article about it.
spam.dating-lure	passes	We met at the library in 1998.
spam.chain-letter	matches	Post this on three other videos and tomorrow will be the best day of your life
spam.chain-letter	matches	If you don't send this to your friends you will have bad luck
spam.chain-letter	matches	97% of people won't post this
spam.chain-letter	passes	Please post this in the other thread.
spam.chain-letter	passes	If you do not send the form by Friday, the fee goes up.
spam.comment-template	matches	Superb blog layout! How long have you been blogging for? You make blogging look easy.
spam.comment-template	matches	I found your site by mistake while I was looking on a search engine for something else
spam.comment-template	matches	Hi to all, the contents present at this site are really good
spam.comment-template	passes	I found your keys by the gate.
spam.comment-template	passes	The site looks broken in my browser, the menu covers the text.
links.many	matches	http://a.example.com http://b.example.com http://c.example.com http://d.example.com http://e.example.com
links.many	passes	See http://a.example.com and http://b.example.com
"""#
}
