from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from jiaxin.apps.publication.rendering import style
from tools.bench.peers.django_card.models import Worker


def card(request: HttpRequest, code: str) -> HttpResponse:
    people = Worker.objects.select_related("company").prefetch_related("checks", "tasks")
    worker = get_object_or_404(people, code=code)
    return render(request, "card.html", {"worker": worker, "css": style(), "district": "样例区"})


urlpatterns = [path("c/<str:code>", card)]
