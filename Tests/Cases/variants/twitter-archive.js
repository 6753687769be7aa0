window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "100"
          ]
        }
      },
      "retweeted": false,
      "source": "<a>x</a>",
      "entities": {
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "12"
      ],
      "favorite_count": "12",
      "id_str": "100",
      "truncated": false,
      "retweet_count": "0",
      "id": "100",
      "created_at": "Tue Jun 03 19:32:20 +0000 2025",
      "favorited": false,
      "full_text": "Was it wide?",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "favorite_count": "1",
      "in_reply_to_status_id_str": "100",
      "id_str": "101",
      "in_reply_to_user_id": "42",
      "id": "101",
      "in_reply_to_status_id": "100",
      "created_at": "Tue Jun 03 19:42:20 +0000 2025",
      "full_text": "It was.",
      "lang": "en",
      "in_reply_to_screen_name": "sam",
      "in_reply_to_user_id_str": "42"
    }
  }
]