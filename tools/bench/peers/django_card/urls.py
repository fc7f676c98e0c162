from tools.bench.peers.django_card.views import urlpatterns as urlpatterns
