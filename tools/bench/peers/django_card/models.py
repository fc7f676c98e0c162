"""A worker's card in ordinary tables."""

from django.db import models


class Company(models.Model):
    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=100)


class Worker(models.Model):
    code = models.CharField(max_length=26, unique=True)
    masked_name = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    state_word = models.CharField(max_length=20)
    state_sub = models.CharField(max_length=80)
    trades = models.CharField(max_length=80)
    mode = models.CharField(max_length=20)
    company = models.ForeignKey(Company, on_delete=models.PROTECT)
    star = models.IntegerField(null=True)
    orders = models.IntegerField()
    upheld = models.IntegerField()
    as_of = models.DateField()


class Check(models.Model):
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="checks")
    state = models.CharField(max_length=10)
    label = models.CharField(max_length=20)
    said = models.CharField(max_length=80)
    how = models.CharField(max_length=80)


class Task(models.Model):
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="tasks")
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=20)
    said = models.CharField(max_length=200)
    complete = models.BooleanField()
